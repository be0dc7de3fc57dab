namespace Engine.Config.Expressions;

/// <summary>
/// Every sample fetch of the configuration language, by the type it yields, with its arguments: <c>name(required[,optional])</c>.
/// Which of them the engine can evaluate is the vocabulary's business; this list tells an unknown word from one not supported yet.
/// Source: CFG 7.3.
/// </summary>
internal static class KnownFetches
{
    public const string Boolean = """
        acl(string[,string,string,string,string,string,string,string,string,string,string,string]) always_false always_true bc_reused bool(string)
        dst_is_local fc_dst_is_local fc_rcvd_proxy fc_src_is_local http_auth(userlist) http_first_req internal.htx.has_eom internal.strm.is_htx
        quic_enabled req.proto_http req.ssl_ec_ext req_proto_http res.cache_hit res.comp sc0_tracked([table]) sc1_tracked([table])
        sc2_tracked([table]) sc_tracked(integer[,table]) src_is_local srv_is_up(server) ssl_bc ssl_bc_is_resumed ssl_c_used ssl_fc ssl_fc_early_rcvd
        ssl_fc_has_crt ssl_fc_has_early ssl_fc_has_sni ssl_fc_is_resumed stopping txn.redispatched wait_end
        """;

    public const string Integer = """
        accept_date([string]) act_conn avg_queue(backend) base32 bc.timer.connect bc_be_queue bc_dst_port bc_err bc_glitches bc_http_major
        bc_nb_streams bc_rtt([string]) bc_rttvar([string]) bc_settings_streams_limit bc_src_port bc_srv_queue be_conn(backend) be_conn_free(backend)
        be_connect_timeout be_id be_max_retries be_queue_timeout be_server_timeout be_sess_rate(backend) be_tarpit_timeout be_tunnel_timeout
        bs.aborted bs.id bs.rst_code bytes_in bytes_out connslots(backend) cook_cnt([string]) cook_val([string]) cpu_calls cpu_ns_avg cpu_ns_tot
        cpu_usage_grp cpu_usage_proc cpu_usage_thr cur_client_timeout cur_connect_timeout cur_max_retries cur_queue_timeout cur_server_timeout
        cur_tarpit_timeout cur_tunnel_timeout date([integer,string]) date_us distcc_param(string[,integer]) dst_conn dst_port fc.timer.handshake
        fc.timer.total fc_dst_port fc_err fc_fackets([string]) fc_glitches fc_http_major fc_lost([string]) fc_nb_streams fc_reordering([string])
        fc_retrans([string]) fc_rtt([string]) fc_rttvar([string]) fc_sacked([string]) fc_settings_streams_limit fc_src_port fc_unacked([string])
        fe_client_timeout fe_conn(frontend) fe_id fe_req_rate(frontend) fe_sess_rate(frontend) fe_tarpit_timeout fs.aborted fs.rst_code
        hdr_cnt([string]) hdr_val([string,integer]) int(integer) internal.htx.data internal.htx.free internal.htx.free_data internal.htx.nbblks
        internal.htx.size internal.htx.used internal.htx_blk.size(string) last_rule_line lat_ns_avg lat_ns_tot nbproc nbsrv(backend) pid prio_class
        prio_offset proc queue(backend) rand([integer]) rdp_cookie_cnt([string]) rep_ssl_hello_type req.body_len req.body_size req.bytes_in
        req.bytes_out req.cook_cnt([string]) req.cook_val([string]) req.fhdr_cnt([string]) req.hdr_cnt([string]) req.hdr_val([string,integer])
        req.len req.rdp_cookie_cnt([string]) req.ssl_hello_type req.ssl_st_ext req.ssl_ver req.timer.hdr req.timer.idle req.timer.queue req.timer.tq
        req_len req_ssl_hello_type req_ssl_ver request_date([string]) res.body_len res.body_size res.bytes_in res.bytes_out res.cook_cnt([string])
        res.cook_val([string]) res.fhdr_cnt([string]) res.hdr_cnt([string]) res.hdr_val([string,integer]) res.len res.ssl_hello_type res.timer.data
        res.timer.hdr sc0_bytes_in_rate([table]) sc0_bytes_out_rate([table]) sc0_clr_gpc0([table]) sc0_clr_gpc1([table]) sc0_conn_cnt([table])
        sc0_conn_cur([table]) sc0_conn_rate([table]) sc0_get_gpc0([table]) sc0_get_gpc1([table]) sc0_get_gpt0([table]) sc0_glitch_cnt([table])
        sc0_glitch_rate([table]) sc0_gpc0_rate([table]) sc0_gpc1_rate([table]) sc0_http_err_cnt([table]) sc0_http_err_rate([table])
        sc0_http_fail_cnt([table]) sc0_http_fail_rate([table]) sc0_http_req_cnt([table]) sc0_http_req_rate([table]) sc0_inc_gpc0([table])
        sc0_inc_gpc1([table]) sc0_kbytes_in([table]) sc0_kbytes_out([table]) sc0_sess_cnt([table]) sc0_sess_rate([table]) sc0_trackers([table])
        sc1_bytes_in_rate([table]) sc1_bytes_out_rate([table]) sc1_clr_gpc(integer[,table]) sc1_clr_gpc0([table]) sc1_clr_gpc1([table])
        sc1_conn_cnt([table]) sc1_conn_cur([table]) sc1_conn_rate([table]) sc1_get_gpc0([table]) sc1_get_gpc1([table]) sc1_get_gpt0([table])
        sc1_glitch_cnt([table]) sc1_glitch_rate([table]) sc1_gpc0_rate([table]) sc1_gpc1_rate([table]) sc1_http_err_cnt([table])
        sc1_http_err_rate([table]) sc1_http_fail_cnt([table]) sc1_http_fail_rate([table]) sc1_http_req_cnt([table]) sc1_http_req_rate([table])
        sc1_inc_gpc0([table]) sc1_inc_gpc1([table]) sc1_kbytes_in([table]) sc1_kbytes_out([table]) sc1_sess_cnt([table]) sc1_sess_rate([table])
        sc1_trackers([table]) sc2_bytes_in_rate([table]) sc2_bytes_out_rate([table]) sc2_clr_gpc0([table]) sc2_clr_gpc1([table])
        sc2_conn_cnt([table]) sc2_conn_cur([table]) sc2_conn_rate([table]) sc2_get_gpc0([table]) sc2_get_gpc1([table]) sc2_get_gpt0([table])
        sc2_glitch_cnt([table]) sc2_glitch_rate([table]) sc2_gpc0_rate([table]) sc2_gpc1_rate([table]) sc2_http_err_cnt([table])
        sc2_http_err_rate([table]) sc2_http_fail_cnt([table]) sc2_http_fail_rate([table]) sc2_http_req_cnt([table]) sc2_http_req_rate([table])
        sc2_inc_gpc0([table]) sc2_inc_gpc1([table]) sc2_kbytes_in([table]) sc2_kbytes_out([table]) sc2_sess_cnt([table]) sc2_sess_rate([table])
        sc2_trackers([table]) sc_bytes_in_rate(integer[,table]) sc_bytes_out_rate(integer[,table]) sc_clr_gpc(integer,integer[,table])
        sc_clr_gpc0(integer[,table]) sc_clr_gpc1(integer[,table]) sc_conn_cnt(integer[,table]) sc_conn_cur(integer[,table])
        sc_conn_rate(integer[,table]) sc_get_gpc(integer,integer[,table]) sc_get_gpc0(integer[,table]) sc_get_gpc1(integer[,table])
        sc_get_gpt(integer,integer[,table]) sc_get_gpt0(integer[,table]) sc_glitch_cnt(integer[,table]) sc_glitch_rate(integer[,table])
        sc_gpc0_rate(integer[,table]) sc_gpc1_rate(integer[,table]) sc_gpc_rate(integer,integer[,table]) sc_http_err_cnt(integer[,table])
        sc_http_err_rate(integer[,table]) sc_http_fail_cnt(integer[,table]) sc_http_fail_rate(integer[,table]) sc_http_req_cnt(integer[,table])
        sc_http_req_rate(integer[,table]) sc_inc_gpc(integer,integer[,table]) sc_inc_gpc0(integer[,table]) sc_inc_gpc1(integer[,table])
        sc_kbytes_in(integer[,table]) sc_kbytes_out(integer[,table]) sc_sess_cnt(integer[,table]) sc_sess_rate(integer[,table])
        sc_trackers(integer[,table]) scook_cnt([string]) scook_val([string]) server_status shdr_cnt([string]) shdr_val([string,integer]) so_id
        src_bytes_in_rate(table) src_bytes_out_rate(table) src_clr_gpc(integer,table) src_clr_gpc0(table) src_clr_gpc1(table) src_conn_cnt(table)
        src_conn_cur(table) src_conn_rate(table) src_get_gpc(integer,table) src_get_gpc0(table) src_get_gpc1(table) src_get_gpt(integer,table)
        src_get_gpt0(table) src_glitch_cnt(table) src_glitch_rate(table) src_gpc0_rate(table) src_gpc1_rate(table) src_gpc_rate(integer,table)
        src_http_err_cnt(table) src_http_err_rate(table) src_http_fail_cnt(table) src_http_fail_rate(table) src_http_req_cnt(table)
        src_http_req_rate(table) src_inc_gpc(integer,table) src_inc_gpc0(table) src_inc_gpc1(table) src_kbytes_in(table) src_kbytes_out(table)
        src_port src_sess_cnt(table) src_sess_rate(table) src_updt_conn_cnt(table) srv_conn(server) srv_conn_free(server) srv_id srv_iweight(server)
        srv_queue(server) srv_sess_rate(server) srv_uweight(server) srv_weight(server) ssl_bc_alg_keysize ssl_bc_err ssl_bc_use_keysize ssl_c_ca_err
        ssl_c_ca_err_depth ssl_c_err ssl_c_verify ssl_c_version ssl_f_version ssl_fc_alg_keysize ssl_fc_cipherlist_xxh ssl_fc_err
        ssl_fc_protocol_hello_id ssl_fc_use_keysize ssl_s_version status table_avl(table) table_cnt(table) tgroup thread txn.conn_retries txn.id32
        txn.status txn.timer.total txn.timer.user uptime url32 url_port urlp_val([string,string,string])
        """;

    public const string Address = """
        bc_dst bc_src dst fc_dst fc_src hdr_ip([string,integer]) req.hdr_ip([string,integer]) res.hdr_ip([string,integer]) shdr_ip([string,integer])
        src
        """;

    public const string IPv4 = """
        ipv4(ipv4) url_ip
        """;

    public const string IPv6 = """
        ipv6(ipv6)
        """;

    public const string Text = """
        base baseq bc_err_name bc_err_str be_name bs.debug_str([integer]) capture.req.hdr(integer) capture.req.method capture.req.uri capture.req.ver
        capture.res.hdr(integer) capture.res.ver cook([string]) cookie([string]) dump_all_vars([string,string,string]) env(string) fc_err_name
        fc_err_str fc_pp_authority fc_pp_tlv(string) fc_pp_unique_id fcgi.docroot fcgi.index fe_defbe fe_name fs.debug_str([integer]) fs.id
        hdr([string,integer]) hostname http_auth_bearer([string]) http_auth_group(userlist) http_auth_pass http_auth_type http_auth_user
        internal.htx_blk.hdrname(string) internal.htx_blk.hdrval(string) internal.htx_blk.start_line(string) internal.htx_blk.type(string)
        last_entity last_rule_file path pathq query([string]) rdp_cookie([string]) req.cook([string]) req.cook_names([string])
        req.fhdr([string,integer]) req.hdr([string,integer]) req.hdr_names([string]) req.rdp_cookie([string]) req.ssl_alpn req.ssl_sni req.ver
        req_ssl_sni req_ver res.cache_name res.comp_algo res.cook([string]) res.cook_names([string]) res.fhdr([string,integer])
        res.hdr([string,integer]) res.hdr_names([string]) res.ver resp_ver scook([string]) shdr([string,integer]) so_name spoe.engine-id srv_name
        ssl_bc_alpn ssl_bc_cipher ssl_bc_client_early_traffic_secret ssl_bc_client_handshake_traffic_secret ssl_bc_client_traffic_secret_0
        ssl_bc_curve ssl_bc_early_exporter_secret ssl_bc_err_str ssl_bc_exporter_secret ssl_bc_npn ssl_bc_protocol
        ssl_bc_server_handshake_traffic_secret ssl_bc_server_traffic_secret_0 ssl_bc_sni ssl_c_i_dn([string,integer,string]) ssl_c_key_alg
        ssl_c_notafter ssl_c_notbefore ssl_c_policies([string]) ssl_c_r_dn([string,integer,string]) ssl_c_s_dn([string,integer,string]) ssl_c_san
        ssl_c_sig_alg ssl_f_i_dn([string,integer,string]) ssl_f_key_alg ssl_f_notafter ssl_f_notbefore ssl_f_s_dn([string,integer,string])
        ssl_f_sig_alg ssl_fc_alpn ssl_fc_cipher ssl_fc_cipherlist_bin([integer]) ssl_fc_cipherlist_str([integer]) ssl_fc_client_early_traffic_secret
        ssl_fc_client_handshake_traffic_secret ssl_fc_client_traffic_secret_0 ssl_fc_crtname ssl_fc_curve ssl_fc_early_exporter_secret
        ssl_fc_ecformats_bin ssl_fc_eclist_bin([integer]) ssl_fc_err_str ssl_fc_exporter_secret ssl_fc_extlist_bin([integer]) ssl_fc_npn
        ssl_fc_protocol ssl_fc_server_handshake_traffic_secret ssl_fc_server_traffic_secret_0 ssl_fc_sni ssl_s_i_dn([string,integer,string])
        ssl_s_key_alg ssl_s_notafter ssl_s_notbefore ssl_s_s_dn([string,integer,string]) ssl_s_sig_alg str(string) term_events txn.sess_term_state
        unique-id url url_param([string,string,string]) urlp([string,string,string]) uuid([integer]) waiting_entity
        """;

    public const string Binary = """
        base32+src bin(string) distcc_body(string[,integer]) fc_saved_syn internal.htx_blk.data(string) payload(integer,integer)
        payload_lv(integer,integer[,string]) req.body req.body_param([string,string]) req.hdrs req.hdrs_bin req.payload(integer,integer)
        req.payload_lv(integer,integer[,string]) req.ssl_cipherlist req.ssl_keyshare_groups req.ssl_sigalgs req.ssl_supported_groups res.body
        res.hdrs res.hdrs_bin res.payload(integer,integer) res.payload_lv(integer,integer[,string]) ssl_bc_client_random ssl_bc_server_random
        ssl_bc_session_id ssl_bc_session_key ssl_bc_unique_id ssl_c_chain_der ssl_c_der ssl_c_serial ssl_c_sha1 ssl_f_der ssl_f_serial ssl_f_sha1
        ssl_fc_cipherlist_hex([integer]) ssl_fc_client_random ssl_fc_server_random ssl_fc_session_id ssl_fc_session_key ssl_fc_sigalgs_bin([integer])
        ssl_fc_supported_versions_bin([integer]) ssl_fc_unique_id ssl_s_chain_der ssl_s_der ssl_s_serial ssl_s_sha1 url32+src
        """;

    public const string Method = """
        meth(string) method
        """;

    public const string Any = """
        51d.all([string,string,string,string,string]) da-csv-fetch([string,string,string,string,string]) sc0_key sc1_key sc2_key sc_key(integer)
        var(string[,string]) wurfl-get([string,string,string,string,string]) wurfl-get-all([string,string,string,string,string])
        """;
}
