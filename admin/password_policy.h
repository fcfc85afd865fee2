/*
 * get/passwordpolicy/json and edit/passwordpolicy (admin/operation_table.c).
 */
#ifndef ADMIN_PASSWORD_POLICY_H
#define ADMIN_PASSWORD_POLICY_H

#include "admin/operation.h"

enum status password_policy_get(struct operation_call *call) NODISCARD;
enum status password_policy_edit(struct operation_call *call) NODISCARD;

#endif
