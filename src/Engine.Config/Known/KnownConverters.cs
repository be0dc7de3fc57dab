namespace Engine.Config.Known;

/// <summary>
/// Every converter of the configuration language, a line per pair of types (<c>input output: name(required[,optional]) ...</c>);
/// "same" yields the type it was given. Which of them the engine can evaluate is the vocabulary's business. Source: CFG 7.3.1.
/// </summary>
internal static class KnownConverters
{
    public const string All = """
        addr addr: ipmask(mask4[,mask6]) map_ip_ip(string[,string])
        addr sint: map_ip_int(string[,integer])
        addr str: map_ip(string[,string]) map_ip_key(string)
        any any: 51d.single([string,string,string,string,string]) da-csv-conv([string,string,string,string,string])
        any any: da-csv-fetch([string,string,string,string,string]) set-var(string[,string,string,string,string]) unset-var(string)
        any any: when(string[,string,string])
        any bool: in_table(table)
        any same: debug([string,string])
        any sint: table_bytes_in_rate(table) table_bytes_out_rate(table) table_clr_gpc(integer,table) table_clr_gpc0(table)
        any sint: table_clr_gpc1(table) table_conn_cnt(table) table_conn_cur(table) table_conn_rate(table) table_expire(table[,integer])
        any sint: table_glitch_cnt(table) table_glitch_rate(table) table_gpc(integer,table) table_gpc0(table) table_gpc0_rate(table)
        any sint: table_gpc1(table) table_gpc1_rate(table) table_gpc_rate(integer,table) table_gpt(integer,table) table_gpt0(table)
        any sint: table_http_err_cnt(table) table_http_err_rate(table) table_http_fail_cnt(table) table_http_fail_rate(table)
        any sint: table_http_req_cnt(table) table_http_req_rate(table) table_idle(table[,integer]) table_inc_gpc(integer,table)
        any sint: table_inc_gpc0(table) table_inc_gpc1(table) table_kbytes_in(table) table_kbytes_out(table) table_server_id(table)
        any sint: table_sess_cnt(table) table_sess_rate(table) table_trackers(table)
        any str: rfc7239_nn rfc7239_np
        bin addr: ip.dst ip.src
        bin any: jwt_header_query([string,string]) jwt_payload_query([string,string])
        bin bin: aes_cbc_dec(integer,string,string[,string]) aes_cbc_enc(integer,string,string[,string])
        bin bin: aes_gcm_dec(integer,string,string,string[,string]) aes_gcm_enc(integer,string,string,string[,string])
        bin bin: bytes(string[,string]) digest(string) eth.data eth.dst eth.hdr eth.src fix_tag_value(string) hmac(string,string) ip.data
        bin bin: ip.fp([integer]) ip.hdr jwt_decrypt_cert(string) jwt_decrypt_jwk(string) jwt_decrypt_secret(string)
        bin bin: protobuf(string[,string]) sha1 sha2([integer]) tcp.options_list ungrpc(string[,string])
        bin bool: fix_is_valid has_ctl([string]) mqtt_is_valid secure_memcmp(string)
        bin sint: crc32([integer]) crc32c([integer]) djb2([integer]) eth.proto eth.vlan ip.df ip.proto ip.tos ip.ttl ip.ver
        bin sint: jwt_verify(string,string) jwt_verify_cert(string,string) sdbm([integer]) tcp.dst tcp.flags tcp.options.mss
        bin sint: tcp.options.sack tcp.options.tsopt tcp.options.tsval tcp.options.wscale tcp.options.wsopt tcp.seq tcp.src tcp.win
        bin sint: wt6([integer]) xxh3([integer]) xxh32([integer]) xxh64([integer])
        bin str: base2 base64 be2dec(string[,integer,integer]) be2hex([string,integer,integer]) hex le2dec(string[,integer,integer])
        bin str: mqtt_field_value(string,string) ub64enc
        bool str: iif(string,string)
        sint addr: map_int_ip(string[,string])
        sint bin: htonl
        sint bool: bool even not odd
        sint sint: add(string) and(string) cpl div(string) map_int_int(string[,integer]) mod(string) mul(string) neg or(string) sub(string)
        sint sint: xor(string)
        sint str: http_date([integer,string]) ltime(string[,integer]) map_int(string[,string]) map_int_key(string)
        sint str: ms_ltime(string[,integer]) ms_utime(string[,integer]) us_ltime(string[,integer]) us_utime(string[,integer])
        sint str: utime(string[,integer]) x509_v_err_str
        str addr: map_beg_ip(string[,string]) map_dir_ip(string[,string]) map_dom_ip(string[,string]) map_end_ip(string[,string])
        str addr: map_reg_ip(string[,string]) map_str_ip(string[,string]) map_sub_ip(string[,string])
        str any: json_query(string[,string]) rfc7239_n2nn rfc7239_n2np
        str bin: b64dec ub64dec
        str bool: fe_exists rfc7239_is_valid srv_is_up
        str sint: date hex2i length map_beg_int(string[,integer]) map_dir_int(string[,integer]) map_dom_int(string[,integer])
        str sint: map_end_int(string[,integer]) map_reg_int(string[,integer]) map_str_int(string[,integer]) map_sub_int(string[,integer])
        str sint: nbsrv port_only srv_queue strcmp(string)
        str str: add_item(string,string[,string]) capture-req(integer) capture-res(integer) concat([string,string,string]) cut_crlf
        str str: field(integer,string[,integer]) host_only json([string]) language(string[,string]) lower ltrim(string)
        str str: map(string[,string]) map_beg(string[,string]) map_beg_key(string) map_dir(string[,string]) map_dir_key(string)
        str str: map_dom(string[,string]) map_dom_key(string) map_end(string[,string]) map_end_key(string) map_reg(string[,string])
        str str: map_reg_key(string) map_regm(string[,string]) map_str(string[,string]) map_str_key(string) map_sub(string[,string])
        str str: map_sub_key(string) param(string[,string]) regsub(regex,string[,string]) reverse reverse_dom rfc7239_field(string)
        str str: rtrim(string) upper url_dec([integer]) url_enc([string]) word(integer,string[,integer])
        """;
}
